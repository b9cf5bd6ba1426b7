"""The encoder as an ONNX graph of primitive operators (opset 13), in the measured mix of precisions.

The projections q, k, v, the attention's output and the first feed-forward matrix are int8 by column
with activations quantized as they come. The second feed-forward matrix stays 4-bit in the file and
is float32 when it runs: the outliers of its input are what int8 activations hurt. Word embeddings
stay 4-bit and are unpacked for the tokens in hand only.
"""

import math

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

OPSET = 13
IR_VERSION = 8
INT8_LIMIT = 127


class Graph:
    """Collects nodes and initializers; `op` names results by itself."""

    def __init__(self):
        self.nodes, self.initializers = [], {}

    def op(self, kind, *inputs, outputs=1, **attributes):
        names = [f"{kind}_{len(self.nodes)}_{k}" for k in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, name, array):
        self.initializers.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def number(self, value, kind=np.float32):
        return self.constant(f"{np.dtype(kind).name}_{value}", np.array(value, kind))

    def ints(self, *values):
        return self.constant("ints_" + "_".join(map(str, values)), np.array(values, np.int64))


def build_encoder(weights, kept):
    """An onnx ModelProto: ids, mask, types [batch, tokens] -> last_hidden_state [batch, tokens, hidden]."""
    shape, graph = weights.shape, Graph()
    hidden = _embed(graph, weights, kept)
    mask = graph.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    mask = graph.op("Unsqueeze", mask, graph.ints(1, 2))
    bias = graph.op("Mul", graph.op("Sub", mask, graph.number(1.0)), graph.number(10000.0))
    for layer in range(shape.layers):
        hidden = _attend(graph, weights, f"l{layer}.", hidden, bias)
        hidden = _feed_forward(graph, weights, f"l{layer}.", hidden)
    graph.nodes.append(helper.make_node("Identity", [hidden], ["last_hidden_state"]))
    axes = ["batch", "tokens"]
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    proto = helper.make_graph(
        graph.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info(name, TensorProto.INT64, axes) for name in inputs],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*axes, shape.hidden])],
        list(graph.initializers.values()),
    )
    model = helper.make_model(proto, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="kenes")
    model.ir_version = IR_VERSION
    checker.check_model(model)
    return model


def _unpack(graph, nibbles, scales):
    """uint8 [..., blocks, 16] and float16 [..., blocks, 1] -> float32 [..., blocks, 32]."""
    four = graph.number(4, np.uint8)
    high = graph.op("BitShift", nibbles, four, direction="RIGHT")
    low = graph.op("BitShift", graph.op("BitShift", nibbles, four, direction="LEFT"), four, direction="RIGHT")
    halves = graph.op("Cast", graph.op("Concat", low, high, axis=-1), to=TensorProto.FLOAT)
    centred = graph.op("Sub", halves, graph.number(8.0))
    return graph.op("Mul", centred, graph.op("Cast", scales, to=TensorProto.FLOAT))


def _embed(graph, weights, kept):
    width = weights.shape.hidden
    nibbles, scales = weights.packed("emb.word", width)
    nibbles = graph.op("Gather", graph.constant("word.nibbles", nibbles[kept]), "input_ids")
    scales = graph.op("Gather", graph.constant("word.scales", scales[kept]), "input_ids")
    words = graph.op("Reshape", _unpack(graph, nibbles, scales), graph.ints(0, 0, width))
    types = graph.constant("types", weights.f32("emb.type").reshape(-1, width))
    summed = graph.op("Add", words, graph.op("Gather", types, "token_type_ids"))
    tokens = graph.op("Slice", graph.op("Shape", "input_ids"), graph.ints(1), graph.ints(2))
    positions = graph.constant("positions", weights.f32("emb.pos").reshape(-1, width))
    positions = graph.op("Slice", positions, graph.ints(0), tokens, graph.ints(0))
    return _normalize(graph, weights, "emb.ln", graph.op("Add", summed, positions))


def _attend(graph, weights, prefix, hidden, mask_bias):
    heads, width = weights.shape.heads, weights.shape.hidden
    quantized = graph.op("DynamicQuantizeLinear", hidden, outputs=3)
    query, key, value = (
        graph.op("Reshape", _int8_linear(graph, weights, prefix + name, quantized, width), graph.ints(0, 0, heads, -1))
        for name in "qkv"
    )
    scale = graph.number(1 / math.sqrt(width // heads))
    query = graph.op("Mul", graph.op("Transpose", query, perm=[0, 2, 1, 3]), scale)
    scores = graph.op("MatMul", query, graph.op("Transpose", key, perm=[0, 2, 3, 1]))
    shares = graph.op("Softmax", graph.op("Add", scores, mask_bias), axis=-1)
    mixed = graph.op("MatMul", shares, graph.op("Transpose", value, perm=[0, 2, 1, 3]))
    mixed = graph.op("Reshape", graph.op("Transpose", mixed, perm=[0, 2, 1, 3]), graph.ints(0, 0, width))
    quantized = graph.op("DynamicQuantizeLinear", mixed, outputs=3)
    output = _int8_linear(graph, weights, prefix + "ao", quantized, width)
    return _normalize(graph, weights, prefix + "aln", graph.op("Add", output, hidden))


def _feed_forward(graph, weights, prefix, hidden):
    width, inner = weights.shape.hidden, weights.shape.feed_forward
    quantized = graph.op("DynamicQuantizeLinear", hidden, outputs=3)
    wide = _int8_linear(graph, weights, prefix + "fi", quantized, width)
    error = graph.op("Erf", graph.op("Div", wide, graph.number(math.sqrt(2))))
    wide = graph.op("Mul", graph.op("Mul", wide, graph.op("Add", error, graph.number(1.0))), graph.number(0.5))
    nibbles, scales = weights.packed(prefix + "fo.w", inner)
    # Both inputs are constants: the runtime unpacks the matrix once, when the session loads.
    matrix = _unpack(
        graph,
        graph.constant(prefix + "fo.nibbles", nibbles),
        graph.constant(prefix + "fo.scales", scales),
    )
    matrix = graph.op("Transpose", graph.op("Reshape", matrix, graph.ints(width, inner)), perm=[1, 0])
    output = graph.op("Add", graph.op("MatMul", wide, matrix), _bias(graph, weights, prefix + "fo"))
    return _normalize(graph, weights, prefix + "oln", graph.op("Add", output, hidden))


def _int8_linear(graph, weights, name, quantized, columns):
    """x @ W + b with W int8 by column (symmetric) and x already quantized."""
    matrix = weights.unpacked(name + ".w", columns).T
    scales = np.abs(matrix).max(axis=0) / INT8_LIMIT
    integers = np.clip(np.rint(matrix / scales), -INT8_LIMIT, INT8_LIMIT).astype(np.int8)
    values, scale, zero = quantized
    product = graph.op("MatMulInteger", values, graph.constant(name + ".w", integers), zero)
    scale = graph.op("Mul", scale, graph.constant(name + ".scales", scales.astype(np.float32)))
    product = graph.op("Mul", graph.op("Cast", product, to=TensorProto.FLOAT), scale)
    return graph.op("Add", product, _bias(graph, weights, name))


def _bias(graph, weights, name):
    return graph.constant(name + ".b", weights.f32(name + ".b"))


def _normalize(graph, weights, name, hidden):
    """Layer norm, in primitives: the operator of that name is younger than opset 13."""
    centred = graph.op("Sub", hidden, graph.op("ReduceMean", hidden, axes=[-1], keepdims=1))
    variance = graph.op("ReduceMean", graph.op("Mul", centred, centred), axes=[-1], keepdims=1)
    deviation = graph.op("Sqrt", graph.op("Add", variance, graph.number(weights.shape.epsilon)))
    scaled = graph.op("Mul", graph.op("Div", centred, deviation), graph.constant(name + ".w", weights.f32(name + ".w")))
    return graph.op("Add", scaled, graph.constant(name + ".b", weights.f32(name + ".b")))
