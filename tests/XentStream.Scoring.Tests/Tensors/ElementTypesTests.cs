using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Tests.Tensors;

public sealed class ElementTypesTests
{
    [Fact]
    public void Name_OfEveryType_IsThatOfSafetensors() => Assert.Equal(
        ["BOOL", "U8", "I8", "U16", "I16", "U32", "I32", "U64", "I64", "F16", "BF16", "F32", "F64"],
        Enum.GetValues<ElementType>().Select(type => type.Name));

    [Fact]
    public void IsInteger_IsTrueOfAllButTheFloatingTypes() => Assert.Equal(
        [ElementType.F16, ElementType.BF16, ElementType.F32, ElementType.F64],
        Enum.GetValues<ElementType>().Where(type => !type.IsInteger));
}
