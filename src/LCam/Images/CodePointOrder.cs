namespace LCam.Images;

/// <summary>Orders texts by their Unicode code points, as Python sorts them; .NET's ordinal order puts surrogates before U+E000.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    internal static readonly CodePointOrder Instance = new();

    public int Compare(string? first, string? second)
    {
        var (one, other) = (first ?? "", second ?? "");
        var common = one.AsSpan().CommonPrefixLength(other);
        return common == one.Length || common == other.Length
            ? one.Length.CompareTo(other.Length)
            : Rank(one[common]).CompareTo(Rank(other[common]));
    }

    // Code points above U+FFFF are written with surrogates, which belong behind the rest of the first plane.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + char.MaxValue : unit;
}
