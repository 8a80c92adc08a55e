"""Which command is which function. Each is imported only when it runs, so that a command doesn't wait for what only others need."""

from desktop.cli.arguments import CommandOptions


def run(options: CommandOptions) -> int:
    """Runs the command and returns its exit code; raises OfficeError with a sentence when it is refused."""
    match options.command:
        case "init":
            from desktop.cli.init import init

            return init(options)
        case "record":
            from desktop.cli.record import record

            return record(options)
        case "import":
            from desktop.cli.imports import import_file

            return import_file(options)
        case "act":
            from desktop.cli.act import act

            return act(options)
        case "renumber":
            from desktop.cli.renumber import renumber

            return renumber(options)
        case "list":
            from desktop.cli.lists import list_complaints

            return list_complaints(options)
        case "show":
            from desktop.cli.show import show

            return show(options)
        case "export":
            from desktop.cli.exports import export_register

            return export_register(options)
        case "report":
            from desktop.cli.report import report

            return report(options)
        case "inspectorate-form":
            from desktop.cli.inspectorate_form import inspectorate_form

            return inspectorate_form(options)
        case "notice-title":
            from desktop.cli.notice_title import notice_title

            return notice_title(options)
        case "imports":
            from desktop.cli.past_imports import imports

            return imports(options)
        case "users":
            from desktop.cli.users import users

            return users(options)
        case "numbers":
            from desktop.cli.numbers import numbers

            return numbers(options)
        case "verify":
            from desktop.cli.verify import verify

            return verify(options)
        case "place":
            from desktop.cli.places import place

            return place(options)
        case "log":
            from desktop.cli.log import log

            return log(options)
        case "enrol" | "sync" | "status":
            from desktop.cli import network

            return {"enrol": network.enrol, "sync": network.sync, "status": network.status}[options.command](options)
        case "announcements":
            from desktop.cli.announcements import announcements

            return announcements(options)
        case "reminded":
            from desktop.cli.reminded_below import reminded

            return reminded(options)
        case "held-files":
            from desktop.cli.held_files import held_files

            return held_files(options)
        case "update":
            from desktop.cli.update import update

            return update(options)
        case "bundle":
            from desktop.cli.bundle import bundle

            return bundle(options)
        case "relay":
            from desktop.cli.relay import relay

            return relay(options)
        case "backup" | "restore" | "check":
            from desktop.cli import safety

            return {"backup": safety.backup, "restore": safety.restore, "check": safety.check}[options.command](options)
        case _:
            raise AssertionError(f"a command that no one carries out: {options.command}")
