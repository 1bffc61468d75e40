namespace XentStream.Scoring.Tensors;

/// <summary>What is to be known of each <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    extension(ElementType type)
    {
        /// <summary>Bytes of one element: 1, 2, 4 or 8.</summary>
        public int Size => type switch
        {
            ElementType.Bool or ElementType.U8 or ElementType.I8 => 1,
            ElementType.U16 or ElementType.I16 or ElementType.F16 or ElementType.BF16 => 2,
            ElementType.U32 or ElementType.I32 or ElementType.F32 => 4,
            _ => 8,
        };

        /// <summary>The name in upper case, as safetensors writes it: <c>BOOL</c>, <c>F32</c>.</summary>
        public string Name => type == ElementType.Bool ? "BOOL" : type.ToString();

        /// <summary>Whether elements are whole numbers or truth values.</summary>
        public bool IsInteger => type <= ElementType.I64;
    }
}
