namespace LCam.Experiments.Results;

/// <summary>The order of a table's rows, columns or groups: by each dimension's values in the order in which they first appear, the first dimension slowest.</summary>
internal sealed class PivotOrder(IReadOnlyList<IReadOnlyList<string>> keys) : IComparer<IReadOnlyList<string>>
{
    private readonly IReadOnlyList<Dictionary<string, int>> _ranks = keys.Count == 0
        ? []
        : [.. keys[0].Select((_, dimension) => keys.Select(key => key[dimension]).Distinct().Index().ToDictionary(value => value.Item, value => value.Index))];

    public int Compare(IReadOnlyList<string>? x, IReadOnlyList<string>? y) =>
        _ranks.Select((ranks, dimension) => ranks[x![dimension]].CompareTo(ranks[y![dimension]])).FirstOrDefault(order => order != 0);
}
