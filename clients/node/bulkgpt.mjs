// Runs a workflow over a CSV on a BulkGPT server. Needs Node 18 or newer.
// usage: BULKGPT_KEY=… [BULKGPT_SERVER=http://127.0.0.1:8080] node bulkgpt.mjs WORKFLOW_ID INPUT.csv RESULT.csv
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const server = process.env.BULKGPT_SERVER ?? 'http://127.0.0.1:8080';
const [workflowId, source, result] = process.argv.slice(2);

async function call(path, body) {
  const answer = await fetch(server + path, {
    method: 'POST',
    headers: { 'x-api-key': process.env.BULKGPT_KEY, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const csvBase64 = await readFile(source, 'base64');
const { taskId } = await call('/upload-trigger', { workflowId, csvBase64 });
let status;
while (!['completed', 'error', 'canceled'].includes((status = (await call('/status', { taskId })).status).status)) {
  await sleep(1000);
}
if (status.status !== 'completed') throw new Error(`The task ${taskId} ended as: ${status.status}`);
const csv = await fetch(status.downloadUrl);
if (!csv.ok) throw new Error(await csv.text());
await writeFile(result, csv.body);
