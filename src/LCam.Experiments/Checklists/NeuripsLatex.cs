using System.Globalization;
using System.Text;
using LCam.Experiments.Results.Layout;

namespace LCam.Experiments.Checklists;

/// <summary>The NeurIPS paper checklist as LaTeX to be included in a paper: what only its authors can answer is a visible TODO.</summary>
internal static class NeuripsLatex
{
    /// <summary>How the text begins.</summary>
    public const string Start = "% NeurIPS paper checklist of ";

    // The style file's own commands where it is loaded.
    private const string Commands =
        """
        % To be included behind the references. The form's guidelines are left out: put them below each justification where the venue asks.
        \providecommand{\answerYes}[1][]{\textbf{[Yes]} #1}
        \providecommand{\answerNo}[1][]{\textbf{[No]} #1}
        \providecommand{\answerNA}[1][]{\textbf{[NA]} #1}
        \providecommand{\answerTODO}[1][]{\textbf{[TODO]} #1}
        \providecommand{\justificationTODO}[1][]{\textbf{[TODO]} #1}

        """;

    public static string Render(EvidenceFacts facts)
    {
        var text = new StringBuilder();
        text.Append(Commands).Append("\\section*{NeurIPS Paper Checklist}\n\\begingroup\\sloppy\n\\begin{enumerate}\n");
        foreach (var item in NeuripsChecklist.Of(facts))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\\item {{\\bfseries {LatexText.Portable(item.Title)}}}\n");
            text.Append(CultureInfo.InvariantCulture, $"  \\item[] Question: {LatexText.Portable(item.Question)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  \\item[] Answer: {(item.Answer is { } answer ? $"\\answer{answer}{{}}" : "\\answerTODO{}")}\n");
            text.Append(CultureInfo.InvariantCulture, $"  \\item[] Justification: {string.Join("\n    ", Justification(item))}\n");
        }

        text.Append("\n\\end{enumerate}\n\\endgroup\n");
        return UneditedMark.Put($"{Start}{LatexText.Comment(facts.Spec.Name)}, answered from its store.\n", ("%", ""), text.ToString());
    }

    private static IEnumerable<string> Justification(NeuripsItem item) =>
        item.Facts.Select(LatexText.Portable).Concat(item.ForAuthor is { } open ? [$"\\justificationTODO{{}} {LatexText.Portable(open)}"] : []);
}
