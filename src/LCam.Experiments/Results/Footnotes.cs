using System.Globalization;
using System.Text;

namespace LCam.Experiments.Results;

/// <summary>A Markdown table's footnotes: each text once, in the order in which rows refer to them.</summary>
internal sealed class Footnotes
{
    private readonly List<string> _texts = [];

    /// <summary>The marks of a row's footnotes, each behind a space; null ones are none.</summary>
    public string Mark(IEnumerable<string?> texts)
    {
        var marks = new StringBuilder();
        foreach (var text in texts.OfType<string>())
        {
            if (!_texts.Contains(text))
            {
                _texts.Add(text);
            }

            marks.Append(CultureInfo.InvariantCulture, $" [{_texts.IndexOf(text) + 1}]");
        }

        return marks.ToString();
    }

    /// <summary>All of them, each a paragraph.</summary>
    public string Render() => string.Concat(_texts.Select((text, index) =>
        string.Create(CultureInfo.InvariantCulture, $"\n[{index + 1}] {MarkdownFormat.Escape(text)}\n")));
}
