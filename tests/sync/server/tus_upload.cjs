// Uploads a file by tus-js-client as npm has it: `node tus_upload.cjs` with {path, endpoint, token, sha256, url?, stopAfter?} on stdin.
// Prints a line for each request, "HEAD 200 100000/300000" with offset and length, then "done URL" or "stopped URL".
const fs = require('fs')
const tus = require('../../node_modules/tus-js-client')

const asked = JSON.parse(fs.readFileSync(0, 'utf8'))
const tell = (line) => process.stdout.write(line + '\n')

const upload = new tus.Upload(fs.createReadStream(asked.path), {
  endpoint: asked.endpoint,
  uploadUrl: asked.url || null,
  headers: { Authorization: `Bearer ${asked.token}` },
  metadata: { sha256: asked.sha256 },
  chunkSize: 100000,
  retryDelays: [0],
  onAfterResponse: (request, response) => {
    const [offset, length] = ['Upload-Offset', 'Upload-Length'].map((name) => response.getHeader(name) || '')
    tell(`${request.getMethod()} ${response.getStatus()} ${offset}/${length}`)
  },
  onChunkComplete: (size, accepted) => {
    if (asked.stopAfter && accepted >= asked.stopAfter) upload.abort().then(() => tell(`stopped ${upload.url}`))
  },
  onSuccess: () => tell(`done ${upload.url}`),
  onError: (error) => {
    tell(`failed ${error}`)
    process.exitCode = 1
  },
})
upload.start()
