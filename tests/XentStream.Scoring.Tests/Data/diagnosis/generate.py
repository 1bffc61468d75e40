#!/usr/bin/env python3
"""Random batches, clean and broken in every way that the rules name, with the verdicts of a plain reading of the rules. Needs numpy.

    generate.py ORACLE COUNT [SEED] > batches.jsonl

ORACLE is a Python file with diagnose(tensors, metadata, contract) -> (faults, status) and decode(path) -> (tensors, metadata). The lines are those of
generated.jsonl beside this file; XENTSTREAM_GENERATED=/path/of/batches.jsonl lets AgreementWithTheRulesTests read them in place of it.
"""
import base64
import importlib.util
import json
import random
import struct
import sys

import numpy as np

TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "u1", "BOOL": "?"}
NAMES = {"logits": "logits", "log-probabilities": "log_probabilities", "probabilities": "probabilities", "label-log-probabilities": "label_log_probabilities"}


class Payload:
    """What the oracle's decode reads as if it were a file."""

    def __init__(self, data):
        self.data = data

    def read_bytes(self):
        return self.data


def safetensors(tensors, metadata):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, (dtype, array) in tensors.items():
        with np.errstate(all="ignore"):
            raw = np.ascontiguousarray(np.asarray(array).astype(TYPES[dtype])).tobytes()
        header[name] = {"dtype": dtype, "shape": list(np.shape(array)), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def softmax(x, axis):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


class Case:
    """A clean batch: scores x, class axis a (None under the sigmoid), labels y, and the contract."""

    def __init__(self, r):
        self.r, self.contract, self.metadata, self.weights = r, {}, {}, None
        self.x_type, self.y_type = r.choice(["F32", "F32", "F64", "F16"]), r.choice(["I64", "I64", "I32", "U8", "I16", "U32"])
        self.kind = r.choice(["logits"] * 4 + ["probabilities", "log-probabilities"])
        self.np = np.random.default_rng(r.getrandbits(32))
        self.sigmoid() if r.random() < 0.2 else self.softmax()

    def sigmoid(self):
        r, self.a = self.r, None
        shape = r.choice([(r.randint(1, 60),), (r.randint(2, 40), 1), (r.randint(2, 30), r.randint(2, 6)), (r.randint(1, 3), 1, 5, 4), (r.choice([1000, 1300]),)])
        self.contract["link"] = "sigmoid"
        soft = r.random() < 0.3
        self.y = self.np.random(shape) if soft else self.np.integers(0, 2, shape)
        self.y_type = r.choice(["F32", "F64"]) if soft or r.random() < 0.4 else r.choice(["I64", "U8", "BOOL"])
        if soft or r.random() < 0.6 or self.y_type[0] == "F":
            self.contract["labels"] = "probability" if soft else "binary"
        x = self.np.normal(0, r.choice([0.2, 1, 4]), shape) + 3 * (np.asarray(self.y) - 0.5)
        p = 1 / (1 + np.exp(-x))
        self.x = {"logits": x, "probabilities": p, "log-probabilities": x}[self.kind]
        if self.kind == "log-probabilities":
            self.kind = "logits"

    def softmax(self):
        r = self.r
        C = r.choice([2, 3, 4, 5, 10, 21])
        S = r.choice([(r.randint(1, 60),), (r.randint(2, 40),), (r.randint(1, 4), r.randint(2, 30)), (r.randint(1, 3), r.randint(2, 7), r.randint(2, 7)), (r.choice([150, 240]),), ()])
        if r.random() < 0.06:
            S = (r.randint(3, 6), r.randint(100, 200))
        self.a = 0 if not S else r.choice([1, 1, len(S)]) if len(S) > 1 else 1
        if self.a != 1 or r.random() < 0.2:
            self.contract["class_axis"] = -1 if self.a == len(S) else self.a
        truth = self.np.integers(0, C, S)
        hot = np.moveaxis(np.eye(C)[truth], -1, self.a)
        logits = self.np.normal(0, r.choice([0.2, 1, 3]), hot.shape) + r.choice([0, 2, 5]) * hot
        p = softmax(logits, self.a)
        self.x = {"logits": logits, "probabilities": p, "log-probabilities": np.log(p)}[self.kind]
        self.C, self.hot, self.truth = C, hot, truth
        style = r.choice(["index"] * 5 + ["one-hot", "distribution"])
        self.style = style
        self.y = truth if style == "index" else hot if style == "one-hot" else softmax(self.np.normal(0, 1, hot.shape), self.a)
        if style != "index":
            self.y_type = r.choice(["F32", "F64"]) if style == "distribution" else r.choice(["F32", "I64", "U8"])
        if style == "one-hot" or r.random() < 0.7:
            self.contract["labels"] = style
        if r.random() < 0.2:
            self.contract["classes"] = C
        if style == "index" and r.random() < 0.15 and truth.size > 2:
            self.y = np.where(self.np.random(truth.shape) < 0.2, -100, truth)
            self.y_type = "I64"
        if r.random() < 0.06:
            self.weights = ("F32", np.abs(self.np.normal(1, 0.3, S)))

    def line(self, oracle, name):
        tensors = {NAMES[self.kind]: (self.x_type, self.x), "labels": (self.y_type, self.y)}
        if self.weights is not None:
            tensors["weights"] = self.weights
        payload = safetensors(tensors, self.metadata)
        faults, status = oracle.diagnose(*oracle.decode(Payload(payload)), self.contract)
        codes = [faults[0]["code"]] if status != "scored" else []
        return json.dumps({"id": name, "contract": self.contract, "visible": True, "status": [status], "codes": codes, "payload": base64.b64encode(payload).decode()})


# ------------------------------------------------------------------------------------------------- ways to break a batch

def index_only(c):
    return c.a is not None and c.style == "index"


def put(c, value, share=None):
    y = np.array(c.y).reshape(-1).astype(object)
    places = c.r.sample(range(len(y)), max(1, int(len(y) * (share or 0.02)))) if len(y) else []
    for place in places:
        y[place] = value
    c.y = y.reshape(np.shape(c.y)).astype(np.float64 if isinstance(value, float) else np.uint64 if value > 2**63 else np.int64)
    c.y_type = "F64" if isinstance(value, float) else "U64" if value > 2**63 else "I64"


def values_of_labels(c):
    if index_only(c):
        put(c, c.r.choice([c.C, c.C, -1, -1, 255, -100, 1000, 65535, 250, 4294967295, 2147483647, -2147483648, 18446744073709551615, 0.5, float("nan"), 3.0, -7]), c.r.choice([None, 0.1, 0.4]))


def declared_ignore(c):
    if index_only(c):
        c.contract["ignore_index"] = c.r.choice([-100, -1, 255, 0, "none"])
        put(c, c.r.choice([-1, 255, -100]), 0.2)


def all_ignored(c):
    if index_only(c):
        c.y, c.y_type = np.full(np.shape(c.y), -100), "I64"


def from_one(c):
    if index_only(c):
        c.y, c.y_type = np.array(c.truth) + 1, "I64"


def floating(c):
    if index_only(c):
        c.y_type = c.r.choice(["F32", "F64", "F16"])


def signed(c):
    c.y, c.y_type = np.where(np.asarray(c.y) > 0, 1, -1), "I64"


def foreground(c):
    c.y, c.y_type = np.where(np.asarray(c.y) > 0, 255, 0), c.r.choice(["I64", "U8"])


def one_hot(c):
    if c.a is not None:
        c.y, c.y_type = c.hot, c.r.choice(["I64", "F32", "U8"])


def flat_one_hot(c):
    if c.a is not None:
        c.y, c.y_type = np.moveaxis(c.hot, c.a, -1).reshape(-1), "I64"


def many_hot(c):
    if c.a is not None:
        c.y, c.y_type = (c.np.random(c.hot.shape) < 0.5).astype(int), c.r.choice(["I64", "F32"])


def bad_rows(c):
    if c.a is not None and c.style != "index":
        c.y = c.y * c.r.choice([0, 1.4, -1, 0.999, 1.0005])
        c.y_type = "F64"
        if c.r.random() < 0.4:
            c.contract["zero_rows"] = "ignore"


def unit_axis(c):
    y = np.asarray(c.y)
    c.y = np.expand_dims(y, c.r.randint(0, y.ndim))
    if c.r.random() < 0.3:
        c.contract["squeeze"] = True


def squeeze_batch(c):
    if c.a == 1 and c.x.ndim == 2:
        c.x = c.x[0]


def squeeze_labels(c):
    if np.ndim(c.y) > 1:
        c.y = np.asarray(c.y)[0]


def move_axis(c):
    if c.a is not None and c.x.ndim > 1:
        to = c.r.randrange(c.x.ndim)
        c.x = np.moveaxis(c.x, c.a, to)
        if c.style != "index" and c.r.random() < 0.7:
            c.y = np.moveaxis(np.asarray(c.y), c.a, to)


def no_axis(c):
    c.contract["class_axis"] = c.r.choice([2, 3, -3, -4, 5])


def cut(c):
    y = np.asarray(c.y)
    if y.ndim:
        axis = c.r.randrange(y.ndim)
        c.y = np.take(y, range(c.r.randint(0, y.shape[axis])), axis)


def repeat(c):
    side, k = c.r.choice(["x", "y"]), c.r.choice([2, 3, 7, 70])
    array = np.asarray(getattr(c, side))
    if array.ndim and array.size * k < 20000:
        setattr(c, side, np.repeat(array, k, axis=c.r.randrange(min(array.ndim, 2))))


def flatten(c):
    if c.a is not None and c.x.ndim > 2:
        c.x, c.y = np.moveaxis(c.x, c.a, -1).reshape(-1, c.C), np.asarray(c.y).reshape(-1) if c.style == "index" else c.y
        c.contract.pop("class_axis", None)
        cut(c)


def lengths(c):
    if c.a is not None and c.x.ndim == 2:
        n, t, u = c.r.randint(1, 6), c.r.randint(5, 40), c.r.choice([0, 1, 1, 4, 8, 9])
        if c.r.random() < 0.3:
            t, u = 8 * c.r.randint(2, 5) - 1, 8
        flat = c.r.random() < 0.6
        shape = (n * t, c.C) if flat else (n, t, c.C)
        c.x, c.y, c.y_type, c.style = c.np.normal(0, 1, shape), c.np.integers(0, c.C, (n * (t + u),) if flat else (n, t + u)), "I64", "index"
        c.kind = "logits"
        c.contract = {} if flat else {"class_axis": -1}


def colors(c):
    if index_only(c) and np.ndim(c.truth) == 3:
        k, axis = c.r.choice([3, 4]), c.r.choice([-1, 1])
        c.y = np.stack([c.truth] * k, axis) if c.r.random() < 0.5 else c.np.integers(0, c.C, np.stack([c.truth] * k, axis).shape)


def stride(c):
    if index_only(c) and np.ndim(c.truth) == 3:
        c.y = np.repeat(np.repeat(c.truth, 2, 1), c.r.choice([1, 2]), 2)


def big_maps(c):
    if index_only(c) and c.r.random() < 0.1:
        c.x, c.y, c.y_type, c.kind = np.zeros((c.r.choice([60000, 60500]), 2)), np.zeros(c.r.choice([90000, 240000, 60100]), int), "U8", "logits"
        c.x_type, c.contract = "F16", {}


def per_image(c):
    if index_only(c) and np.ndim(c.truth) > 1:
        c.y = np.asarray(c.y)[(slice(None),) + (0,) * (np.ndim(c.truth) - 1)]


def wrong_classes(c):
    if c.a is not None:
        c.contract["classes"] = c.C + c.r.choice([-1, 1, 5])
        if c.r.random() < 0.4:
            c.contract["classes_at_least"] = True


def wrong_weights(c):
    if c.a is not None:
        c.contract["class_weights"] = [1.0 + i for i in range(c.C + c.r.choice([0, 1, -1, 3]))]


def row_weights(c):
    shape = np.shape(c.y)
    c.weights = ("F32", c.np.normal(0.5, 1, shape if c.r.random() < 0.6 else (c.r.randint(1, 9),)))


def one_class(c):
    if c.a is not None:
        c.x = np.take(c.x, [0], c.a)


def integer_scores(c):
    c.x_type = c.r.choice(["I64", "U8"])


def swap(c):
    if c.a is not None:
        c.x, c.y = (c.hot if c.r.random() < 0.5 else softmax(c.x, c.a)), c.np.normal(0, 3, c.hot.shape)
        c.x_type, c.y_type, c.kind = "F32", "F32", "logits"


def index_to_dense(c):
    if c.a is not None:
        c.contract["labels"] = c.r.choice(["one-hot", "distribution"])
        c.y, c.y_type = (c.truth if c.r.random() < 0.6 else np.expand_dims(c.truth, c.r.randint(0, np.ndim(c.truth)))), "I64"


def counts_as_labels(c):
    if c.a is not None:
        c.y, c.y_type = c.np.integers(0, 5, c.hot.shape), "I64"
        c.contract.pop("labels", None)


def head_width(c):
    if c.a is None and np.ndim(c.y) == 2:
        c.x = c.np.normal(0, 1, (np.shape(c.y)[0], c.r.choice([1, 2, 3])))
        if c.r.random() < 0.5:
            c.y, c.y_type = c.np.integers(0, 3, (np.shape(c.y)[0], 1)), "I64"


def broadcast(c):
    if c.a is None and np.ndim(c.x) >= 1:
        c.y = np.asarray(c.y)
        c.y = c.r.choice([c.y.reshape(c.y.shape + (1,)), c.y[:1], c.y.reshape(-1)])


def probabilities(c):
    if c.a is not None:
        c.x, c.kind = softmax(np.asarray(c.x), c.a), "logits"


def sigmoid_outputs(c):
    if c.a is None:
        c.x, c.kind = 1 / (1 + np.exp(-np.asarray(c.x))), "logits"


def wrong_axis(c):
    if c.a is not None and c.x.ndim > 1:
        other = c.r.choice([k for k in range(c.x.ndim) if k != c.a])
        c.x = softmax(c.np.normal(0, 2, c.x.shape), other)
        c.kind = c.r.choice(["logits", "probabilities", "log-probabilities"])
        if c.kind == "log-probabilities" or c.kind == "logits" and c.r.random() < 0.4:
            c.x = np.log(c.x)


def logits_as_probabilities(c):
    c.kind = c.r.choice(["probabilities", "log-probabilities"])
    c.x = np.asarray(c.x) * c.r.choice([1, 1.3])


def non_finite(c):
    x = np.array(c.x, dtype=np.float64).reshape(-1)
    for place in c.r.sample(range(len(x)), min(len(x), c.r.randint(1, 3))):
        x[place] = c.r.choice([np.nan, np.inf, -np.inf, -np.inf])
    c.x = x.reshape(np.shape(c.x))


def shift(c):
    if index_only(c) and np.ndim(c.truth) == 2 and c.truth.size > 300:
        c.y = np.roll(c.truth, c.r.choice([1, -1]), c.r.choice([0, 1]))


def permute(c):
    if index_only(c):
        names = list(range(c.C))
        c.r.shuffle(names)
        c.y = np.where(np.asarray(c.y) < 0, c.y, np.array(names)[np.maximum(np.asarray(c.y, dtype=int), 0)])


def padded(c):
    if index_only(c) and np.ndim(c.truth) >= 2:
        y = np.array(c.truth)
        y[..., -c.r.randint(1, 3):] = 0
        c.y = y


def scored_count(c):
    n = int(np.sum(np.asarray(c.y) != -100)) if index_only(c) else int(np.prod(np.shape(c.x)[:1]))
    c.metadata["xent-scored"] = c.r.choice([str(n), str(n + 1), "many"])


def empty(c):
    side = c.r.choice(["x", "y", "both"])
    for name in ("x", "y") if side == "both" else (side,):
        array = np.asarray(getattr(c, name))
        if array.ndim:
            setattr(c, name, array[:0])


def ids(c):
    if c.a is not None and c.x.ndim == 2:
        c.kind, c.x, c.contract = "label-log-probabilities", -np.abs(c.np.normal(0, 2, np.shape(c.truth))) * c.r.choice([1, 1, -1]), {}
        c.y, c.y_type = np.array(c.truth), "I64"


def undeclared(c):
    c.contract.pop("labels", None)


BREAKERS = [f for f in list(globals().values()) if callable(f) and getattr(f, "__code__", None) is not None and f.__code__.co_varnames[:1] == ("c",) and f.__name__ != "index_only" and f is not put]


def main(oracle_path, count, seed=1):
    spec = importlib.util.spec_from_file_location("oracle", oracle_path)
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    np.seterr(all="ignore")
    for number in range(int(count)):
        r = random.Random(f"{seed}/{number}")
        case = Case(r)
        names = []
        for _ in range(r.choice([0, 1, 1, 1, 1, 1, 2])):
            breaker = r.choice(BREAKERS)
            names.append(breaker.__name__)
            try:
                breaker(case)
            except (IndexError, TypeError, ValueError, np.AxisError):
                names[-1] += "!"                            # two ways to break a batch that exclude each other
        print(case.line(oracle, f"{number}-{'-'.join(names) or 'clean'}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
