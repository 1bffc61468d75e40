"""A worker as one writes it in Python: confluent-kafka consumes, torch scores, one transaction commits.

    worker.py BROKER TOPIC PARTITIONS RECORDS

It prints how many seconds it took from the first record to the commit of the last.
"""
import json
import math
import sys
import time

import numpy as np
import torch
from kafka_clients import COMMIT_RECORDS, COMMIT_SECONDS, Clients

broker, topic, partitions, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
clients = Clients(broker, [topic], partitions)

TYPES = {"F32": np.float32, "I64": np.int64}


def tensors(value):
    """The tensors of a safetensors payload, as views over it."""
    length = int.from_bytes(value[:8], "little")
    header = json.loads(value[8:8 + length])
    header.pop("__metadata__", None)
    body = memoryview(value)[8 + length:]
    return {
        key: torch.from_numpy(np.frombuffer(body[entry["data_offsets"][0]:entry["data_offsets"][1]], TYPES[entry["dtype"]]).reshape(entry["shape"]))
        for key, entry in header.items()
    }


begin, seen, pending, rows, loss, ends, committed_at = None, 0, 0, 0, 0.0, {}, time.perf_counter()
while seen < wanted:
    for record in clients.poll():
        begin = begin or time.perf_counter()
        batch = tensors(record.value())
        value = torch.nn.functional.cross_entropy(batch["logits"], batch["labels"], reduction="sum").item()
        if not math.isfinite(value):
            raise SystemExit("a loss is not finite")
        rows += len(batch["labels"])
        loss += value
        ends[topic, record.partition()] = record.offset() + 1
        seen += 1
        pending += 1
    if pending and (pending >= COMMIT_RECORDS or seen == wanted or time.perf_counter() - committed_at >= COMMIT_SECONDS):
        clients.commit(rows, loss, ends)
        pending, rows, loss, ends, committed_at = 0, 0, 0.0, {}, time.perf_counter()
print(time.perf_counter() - begin)
clients.consumer.close()
