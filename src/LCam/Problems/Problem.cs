using LCam.Texts;

namespace LCam.Problems;

/// <summary>One thing that is wrong with what the user gave: what, where, and what to do about it.</summary>
/// <param name="Where">File, file:line, or file:line:key; empty when the place is the command line itself.</param>
/// <param name="What">What is wrong, in one sentence without a full stop.</param>
/// <param name="Remedy">What the user can do, in one sentence without a full stop; null when it follows from <paramref name="What"/>.</param>
public sealed record Problem(string Where, string What, string? Remedy = null)
{
    /// <summary>One line: <c>where: what (remedy)</c>.</summary>
    public override string ToString()
    {
        var place = Where.Length == 0 ? "" : Where + ": ";
        var remedy = Remedy is null ? "" : $" ({Remedy})";
        return VisibleText.Line($"{place}{What}{remedy}");
    }
}
