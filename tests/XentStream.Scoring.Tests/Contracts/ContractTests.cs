using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.Tests.Contracts;

public sealed class ContractTests
{
    public static TheoryData<Contract> Others => new()
    {
        new Contract { Classes = 10 },
        new Contract { ClassesAtLeast = true },
        new Contract { ClassAxis = -1 },
        new Contract { IgnoreIndex = null },
        new Contract { IgnoreIndex = 0 },
        new Contract { TopK = [1, 5] },
        new Contract { Scores = ScoreKind.Logits },
        new Contract { Labels = LabelKind.Index },
        new Contract { Link = Link.Sigmoid },
        new Contract { LabelSmoothing = 0.1 },
        new Contract { ClassWeights = [1, 2] },
        new Contract { PositiveWeights = [2] },
        new Contract { IgnoresZeroRows = true },
        new Contract { Squeeze = true },
        new Contract { MaxRows = 5 },
        new Contract { MaxBytes = 5 },
    };

    // Stored beside totals: a change parts them from those of the same contract.
    [Fact]
    public void Digest_OfTheDefault_IsFrozen() => Assert.Equal("2ee2906bb40da7d9", new Contract().Digest);

    [Theory]
    [MemberData(nameof(Others))]
    public void Digest_OfAnotherContract_Differs(Contract other)
    {
        Assert.Matches("^[0-9a-f]{16}$", other.Digest);
        Assert.NotEqual(new Contract().Digest, other.Digest);
    }

    [Fact]
    public void Digest_OfAChangedCopy_IsThatOfTheChange()
    {
        var contract = new Contract();
        Assert.NotEmpty(contract.Digest);

        Assert.Equal(new Contract { Classes = 7 }.Digest, (contract with { Classes = 7 }).Digest);
    }

    [Fact]
    public void Equality_DoesNotDependOnWhetherTheDigestWasRead()
    {
        var (read, unread) = (new Contract { Classes = 7, TopK = [] }, new Contract { Classes = 7, TopK = [] });
        Assert.NotEmpty(read.Digest);

        Assert.Equal(unread, read);
    }
}
