"""Runs a workflow over a CSV on a BulkGPT server. Needs requests.

usage: BULKGPT_KEY=… [BULKGPT_SERVER=http://127.0.0.1:8080] python bulkgpt.py WORKFLOW_ID INPUT.csv RESULT.csv
"""
import base64, os, shutil, sys, time
import requests

server = os.environ.get("BULKGPT_SERVER", "http://127.0.0.1:8080")
workflow, source, result = sys.argv[1:4]


def call(path, body):
    answer = requests.post(server + path, json=body, headers={"x-api-key": os.environ["BULKGPT_KEY"]})
    if not answer.ok:
        sys.exit(answer.text)
    return answer.json()


with open(source, "rb") as csv:
    rows = base64.b64encode(csv.read()).decode()
task = call("/upload-trigger", {"workflowId": workflow, "csvBase64": rows})["taskId"]
while (status := call("/status", {"taskId": task})["status"])["status"] not in ("completed", "error", "canceled"):
    time.sleep(1)
if status["status"] != "completed":
    sys.exit(f"The task {task} ended as: {status['status']}")
with requests.get(status["downloadUrl"], stream=True) as answer, open(result, "wb") as csv:
    answer.raise_for_status()
    shutil.copyfileobj(answer.raw, csv)
