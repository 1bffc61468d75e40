"""A worker as one writes it in Python: confluent-kafka consumes, torch scores, one transaction commits.

    worker.py BROKER TOPIC PARTITIONS RECORDS

It prints how many seconds it took from the first record to the commit of the last.
"""
import json
import math
import sys
import time
import uuid

import numpy as np
import torch
from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition

broker, topic, partitions, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
COMMIT_RECORDS, COMMIT_SECONDS = 10_000, 1.0

# The tensors are small: more threads only wait for each other.
torch.set_num_threads(1)

name = f"{topic}-python-{uuid.uuid4().hex}"
consumer = Consumer({
    "bootstrap.servers": broker,
    "group.id": name,
    "enable.auto.commit": False,
    "enable.auto.offset.store": False,
    "isolation.level": "read_committed",
    "check.crcs": True,
    "fetch.wait.max.ms": 100,
    "queued.max.messages.kbytes": 32768,
})
producer = Producer({"bootstrap.servers": broker, "transactional.id": name, "linger.ms": 5, "compression.type": "lz4"})
producer.init_transactions(30)
consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in range(partitions)])

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


def commit(rows, loss, ends):
    producer.begin_transaction()
    producer.produce(f"{topic}.python", json.dumps({"rows": rows, "loss": {"sum": loss, "mean": loss / rows}}))
    producer.send_offsets_to_transaction([TopicPartition(topic, partition, end) for partition, end in ends.items()], consumer.consumer_group_metadata(), 30)
    producer.commit_transaction(30)


begin, seen, pending, rows, loss, ends, committed_at = None, 0, 0, 0, 0.0, {}, time.perf_counter()
while seen < wanted:
    for record in consumer.consume(num_messages=1000, timeout=0.2):
        if record.error():
            raise SystemExit(str(record.error()))
        begin = begin or time.perf_counter()
        batch = tensors(record.value())
        value = torch.nn.functional.cross_entropy(batch["logits"], batch["labels"], reduction="sum").item()
        if not math.isfinite(value):
            raise SystemExit("a loss is not finite")
        rows += len(batch["labels"])
        loss += value
        ends[record.partition()] = record.offset() + 1
        seen += 1
        pending += 1
    if pending and (pending >= COMMIT_RECORDS or seen == wanted or time.perf_counter() - committed_at >= COMMIT_SECONDS):
        commit(rows, loss, ends)
        pending, rows, loss, ends, committed_at = 0, 0, 0.0, {}, time.perf_counter()
print(time.perf_counter() - begin)
consumer.close()
