namespace XentStream.Comparing;

/// <summary>Why two sides can differ.</summary>
/// <param name="Code">What it is called: public interface.</param>
/// <param name="Sentence">What is different, and what to do where that is known.</param>
/// <param name="Model">Of which model it is, or null for all.</param>
internal sealed record DifferenceCause(string Code, string Sentence, string? Model = null)
{
    public const string ContractDiffers = "contract-differs";
    public const string JoinDiffers = "join-differs";
    public const string KernelDiffers = "kernel-differs";
    public const string RecordsLate = "records-late";
    public const string RecordsLost = "records-lost";
    public const string RecordsAdded = "records-added";
    public const string RecordsChanged = "records-changed";
    public const string RecordsRetried = "records-retried";
    public const string WindowPartial = "window-partial";
    public const string OrderIrrelevant = "order-irrelevant";
    public const string Unexplained = "unexplained";
}
