"""The door of the district's end: `aduan-distrik COMMAND …` (docs/cli.md). Exit codes are those of `buku-aduan`."""

import sys

from complaints.errors import OfficeError
from sync.argparse_texts import use_indonesian
from sync.server.arguments import parser


def main(arguments: list[str] | None = None) -> int:
    use_indonesian()
    parsed = parser().parse_args(arguments)
    try:
        parsed.run(parsed)
    except OfficeError as error:
        sys.stderr.write(f"aduan-distrik: {error.sentence}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
