using System.Collections.Immutable;
using System.Text;

namespace XentStream.Scoring.Faults;

/// <summary>The pages of all reason codes: the one source of what the terminal and the runbook say of them.</summary>
public static partial class ReasonPages
{
    private static readonly ImmutableArray<(string Title, ImmutableArray<ReasonPage> Pages)> Sections =
    [
        ("Decoding", OfDecoding), ("Counts and batch identity", OfCounts), ("Rank, axes, widths", OfAxes), ("Types and values", OfValues),
        ("Labels on a topic of their own", OfJoining),
    ];

    /// <summary>All pages.</summary>
    public static ImmutableArray<ReasonPage> All { get; } = [.. Sections.SelectMany(section => section.Pages)];

    /// <summary>The page of a code.</summary>
    public static ReasonPage Of(FaultCode code) => All.First(page => page.Code == code);

    /// <summary>All pages as one document in Markdown.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder(
            """
            # Reason codes

            Every batch that is rejected or warned of is named by one of these codes: on the metrics as `error.type`, in the headers of the quarantine, in incidents and in
            `xentstream score`. A code is only ever added. This file is made from the program (`xentstream explain --all`); a test compares the two.

            """);
        foreach (var (title, pages) in Sections)
        {
            text.Append($"\n## {title}\n");
            foreach (var page in pages)
            {
                text.Append($"\n### {page.Code.Name}\n\n{page.Rule}\n\n");
                text.Append($"- severity: {page.Severity}; certainty: {page.Certainty}\n- example: {page.Example}\n- likely cause: {page.Cause}\n- fix: {page.Fix}\n");
            }
        }

        return text.ToString();
    }
}
