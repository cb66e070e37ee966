using System.Globalization;
using System.Text;
using LCam.Texts;

namespace LCam.Experiments.Checklists;

/// <summary>A checklist as Markdown: what the store answers is ticked, what it does not is marked as the author's.</summary>
public static class ChecklistMarkdown
{
    public static string Render(Checklist checklist)
    {
        var lines = checklist.Sections.SelectMany(section => section.Lines).ToList();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Reproducibility of {Escape(checklist.Experiment)}\n\n");
        text.Append("The subjects are those of the machine learning reproducibility checklist, version 2.0 (Pineau et al., 2021). ");
        text.Append(CultureInfo.InvariantCulture, $"Ticked lines ({lines.Count(line => line.IsAnswered)} of {lines.Count}) are answered from the store; the others are, wholly or in part, for the author to answer.\n");
        foreach (var section in checklist.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {section.Title}\n\n");
            foreach (var line in section.Lines)
            {
                Append(text, line);
            }
        }

        return VisibleText.Of(text.ToString());
    }

    private static void Append(StringBuilder text, ChecklistLine line)
    {
        text.Append(CultureInfo.InvariantCulture, $"- [{(line.IsAnswered ? 'x' : ' ')}] **{line.What}**\n");
        foreach (var fact in line.Facts)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {Escape(fact)}\n");
        }

        if (line.ForAuthor is { } open)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - *For the author to answer:* {open}\n");
        }
    }

    // A name from a spec is text, whatever is in it.
    private static string Escape(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
