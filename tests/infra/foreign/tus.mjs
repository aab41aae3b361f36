// Uploads a file with the npm client tus-js-client, hangs up after some bytes, and goes on from there.
// node tus.mjs ENDPOINT TOKEN FILE CHUNK_BYTES HANG_UP_AFTER_BYTES
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as tus from 'tus-js-client';

const [endpoint, token, file, chunkBytes, hangUpAfter] = process.argv.slice(2);
const bytes = await readFile(file);
const say = event => console.log(JSON.stringify(event));

const send = (uploadUrl, limit) => new Promise((resolve, reject) => {
  const upload = new tus.Upload(bytes, {
    endpoint,
    uploadUrl,
    chunkSize: Number(chunkBytes),
    retryDelays: null,
    headers: { Authorization: `Bearer ${token}` },
    metadata: { filename: basename(file) },
    onError: reject,
    onSuccess: () => resolve(upload.url),
    onChunkComplete: (_, accepted) => {
      say({ event: 'accepted', bytes: accepted });
      if (accepted >= limit && accepted < bytes.length) upload.abort().then(() => resolve(upload.url), reject);
    },
  });
  upload.start();
});

try {
  const url = await send(null, Number(hangUpAfter));
  say({ event: 'hung up', url });
  say({ event: 'done', url: await send(url, Infinity) });
} catch (error) {
  say({ event: 'error', message: String(error) });
  process.exitCode = 1;
}
