namespace LCam.Experiments.Results.Layout;

/// <summary>A document's footnotes: each text once, in the order in which lines refer to them.</summary>
internal sealed class Footnotes
{
    private readonly List<string> _texts = [];

    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The 1-based places of a line's footnotes; null ones are none.</summary>
    public IReadOnlyList<int> Refer(IEnumerable<string?> texts) => [.. texts.OfType<string>().Select(Place)];

    private int Place(string text)
    {
        if (!_texts.Contains(text))
        {
            _texts.Add(text);
        }

        return _texts.IndexOf(text) + 1;
    }
}
