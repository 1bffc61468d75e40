"""What both workers in Python share: a consumer of topics from their beginnings, and a producer that commits results and offsets in one transaction."""
import json
import uuid

import torch
from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition

# When a commit is due.
COMMIT_RECORDS, COMMIT_SECONDS = 10_000, 1.0

# The tensors are small: more threads only wait for each other.
torch.set_num_threads(1)


class Clients:
    """The clients of one worker, which reads all partitions of some topics."""

    def __init__(self, broker, topics, partitions):
        name = f"{topics[0]}-python-{uuid.uuid4().hex}"
        self.results = f"{topics[0]}.python"
        self.consumer = Consumer({
            "bootstrap.servers": broker,
            "group.id": name,
            "enable.auto.commit": False,
            "enable.auto.offset.store": False,
            "isolation.level": "read_committed",
            "check.crcs": True,
            "fetch.wait.max.ms": 100,
            "queued.max.messages.kbytes": 32768,
        })
        self.producer = Producer({"bootstrap.servers": broker, "transactional.id": name, "linger.ms": 5, "compression.type": "lz4"})
        self.producer.init_transactions(30)
        self.consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for topic in topics for partition in range(partitions)])

    def poll(self):
        """The next records, up to 1,000."""
        for record in self.consumer.consume(num_messages=1000, timeout=0.2):
            if record.error():
                raise SystemExit(str(record.error()))
            yield record

    def commit(self, rows, loss, ends):
        """Writes the sum and the mean of a loss, and commits the offsets by topic and partition."""
        self.producer.begin_transaction()
        self.producer.produce(self.results, json.dumps({"rows": rows, "loss": {"sum": loss, "mean": loss / rows}}))
        self.producer.send_offsets_to_transaction([TopicPartition(topic, partition, end) for (topic, partition), end in ends.items()], self.consumer.consumer_group_metadata(), 30)
        self.producer.commit_transaction(30)
