"""A worker that joins labels as one writes it in Python: confluent-kafka consumes both topics, a dict finds the other half by the key, torch scores the pairs of a poll together, one transaction commits.

    joined_worker.py BROKER PREDICTIONS LABELS PARTITIONS PAIRS

It prints how many seconds it took from the first record to the commit of the last pair. It forgets what is paired, and knows of no duplicates, corrections, disorder or time.
"""
import json
import math
import sys
import time
import uuid

import numpy as np
import torch
from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition

broker, predictions, labels, partitions, wanted = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
COMMIT_PAIRS, COMMIT_SECONDS = 10_000, 1.0

# The tensors are small: more threads only wait for each other.
torch.set_num_threads(1)

name = f"{predictions}-python-{uuid.uuid4().hex}"
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
consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for topic in (predictions, labels) for partition in range(partitions)])

TYPES = {"F32": np.float32}


def logits(value):
    """The scores of a safetensors payload, as a view over it."""
    length = int.from_bytes(value[:8], "little")
    entry = json.loads(value[8:8 + length])["logits"]
    begin, end = entry["data_offsets"]
    return np.frombuffer(value, TYPES[entry["dtype"]], offset=8 + length + begin, count=(end - begin) // 4).reshape(entry["shape"])


def score(pairs):
    """The sum of the losses of some pairs, each of the rows of a prediction and their labels."""
    return torch.nn.functional.cross_entropy(
        torch.from_numpy(np.concatenate([scores for scores, _ in pairs])), torch.tensor([label for _, found in pairs for label in found]), reduction="sum").item()


def commit(rows, loss, ends):
    producer.begin_transaction()
    producer.produce(f"{predictions}.python", json.dumps({"rows": rows, "loss": {"sum": loss, "mean": loss / rows}}))
    producer.send_offsets_to_transaction([TopicPartition(topic, partition, end) for (topic, partition), end in ends.items()], consumer.consumer_group_metadata(), 30)
    producer.commit_transaction(30)


waiting_scores, waiting_labels = {}, {}
begin, seen, pending, loss, ends, committed_at = None, 0, 0, 0.0, {}, time.perf_counter()
while seen < wanted:
    pairs = []
    for record in consumer.consume(num_messages=1000, timeout=0.2):
        if record.error():
            raise SystemExit(str(record.error()))
        begin = begin or time.perf_counter()
        key, topic = record.key(), record.topic()
        ends[topic, record.partition()] = record.offset() + 1
        if topic == predictions:
            scores, found = logits(record.value()), waiting_labels.pop(key, None)
            if found is None:
                waiting_scores[key] = scores
                continue
        else:
            found, scores = json.loads(record.value())["labels"], waiting_scores.pop(key, None)
            if scores is None:
                waiting_labels[key] = found
                continue
        pairs.append((scores, found))
    if pairs:
        value = score(pairs)
        if not math.isfinite(value):
            raise SystemExit("a loss is not finite")
        loss += value
        seen += len(pairs)
        pending += len(pairs)
    if pending and (pending >= COMMIT_PAIRS or seen >= wanted or time.perf_counter() - committed_at >= COMMIT_SECONDS):
        commit(pending, loss, ends)
        pending, loss, ends, committed_at = 0, 0.0, {}, time.perf_counter()
print((time.perf_counter() - begin) * wanted / seen)
consumer.close()
