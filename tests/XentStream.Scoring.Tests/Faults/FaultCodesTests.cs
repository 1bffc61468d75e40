using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Tests.Faults;

public sealed class FaultCodesTests
{
    // Public interface: they stand on metrics, in quarantine headers and in results. A code is only ever added.
    private static readonly string[] Names =
    [
        "unknown-encoding",
        "compressed-payload",
        "pickle-payload",
        "header-malformed",
        "header-too-large",
        "tensor-missing",
        "tensor-duplicate",
        "tensor-type-unsupported",
        "tensor-range-invalid",
        "shape-overflow",
        "byte-length-mismatch",
        "batch-too-large",
        "payload-missing",
        "contract-missing",
        "worker-crash",
        "nothing-to-score",
        "single-logit-softmax",
        "class-count-mismatch",
        "row-weight-invalid",
        "class-axis-mismatch",
        "partial-batch-mismatch",
        "label-shape-mismatch",
        "label-out-of-range",
        "numeric-overflow",
        "infinite-loss",
        "class-weight-mismatch",
        "label-non-integral",
        "binary-labels-not-01",
        "target-not-distribution",
        "logits-as-probabilities",
        "probabilities-as-logits",
        "payload-role-error",
        "label-text",
        "onehot-given-to-index-loss",
        "multilabel-given-to-softmax",
        "index-given-to-dense-loss",
        "binary-head-width-mismatch",
        "extra-singleton-dim",
        "broadcast-rank-mismatch",
        "batch-squeezed",
        "label-has-color-channels",
        "spatial-size-mismatch",
        "label-rank-too-low",
        "onehot-flattened",
        "sequence-off-by-one",
        "label-count-is-multiple",
        "logit-count-is-multiple",
        "sequence-length-mismatch",
        "label-integer-wraparound",
        "ignore-index-mismatch",
        "label-one-based",
        "softmax-wrong-axis",
        "label-dtype-convertible",
        "ignore-index-collides",
        "lm-shift-wrong",
        "label-map-permuted",
        "scored-count-wrong",
        "record-id-missing",
        "label-row-unknown",
        "label-row-repeated",
        "label-count-mismatch",
    ];

    [Fact]
    public void Name_OfEveryCode_IsFrozen() => Assert.Equal(Names, FaultCodes.All.Select(code => code.Name));

    [Fact]
    public void Severity_OfEveryCode_IsOneThatItCanHave() => Assert.All(FaultCodes.All, code => Assert.True(code.CanWarn || code.CanReject || code.OnlyInforms));

    [Fact]
    public void OnlyInforms_IsTrueOfCodesThatNameNoBatch() => Assert.All(FaultCodes.All.Where(code => code.OnlyInforms), code => Assert.False(code.CanWarn || code.CanReject));
}
