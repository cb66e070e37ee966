namespace LCam.Reporting.Pages;

/// <summary>A cell of a table of facts.</summary>
/// <param name="Text">What it says.</param>
public sealed record Fact(string Text)
{
    /// <summary>Where it leads; null for nowhere.</summary>
    public string? Link { get; init; }

    /// <summary>Whether it is a number, and stands to the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether it is written as code.</summary>
    public bool IsCode { get; init; }

    /// <summary>A run's state, which has colours; null for other facts.</summary>
    public string? State { get; init; }

    /// <summary>What to sort by, where that is not the text.</summary>
    public double? Order { get; init; }

    /// <summary>A number.</summary>
    public static Fact Number(string text, double? order = null) => new(text) { IsNumber = true, Order = order };
}
