"""A worker that joins labels as one writes it in Python: confluent-kafka consumes both topics, a dict finds the other half by the key, torch scores the pairs of a poll together, one transaction commits.

    joined_worker.py BROKER PREDICTIONS LABELS PARTITIONS PAIRS

It prints how many seconds it took from the first record to the commit of the last pair. It forgets what is paired, and knows of no duplicates, corrections, disorder or time.
"""
import json
import math
import sys
import time

import numpy as np
import torch
from kafka_clients import COMMIT_RECORDS, COMMIT_SECONDS, Clients

broker, predictions, labels, partitions, wanted = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
clients = Clients(broker, [predictions, labels], partitions)

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


waiting_scores, waiting_labels = {}, {}
begin, seen, pending, loss, ends, committed_at = None, 0, 0, 0.0, {}, time.perf_counter()
while seen < wanted:
    pairs = []
    for record in clients.poll():
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
    if pending and (pending >= COMMIT_RECORDS or seen >= wanted or time.perf_counter() - committed_at >= COMMIT_SECONDS):
        clients.commit(pending, loss, ends)
        pending, loss, ends, committed_at = 0, 0.0, {}, time.perf_counter()
print((time.perf_counter() - begin) * wanted / seen)
clients.consumer.close()
