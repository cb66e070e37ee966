namespace LCam.Experiments.Auditing;

/// <summary>What to audit.</summary>
/// <param name="Experiment">The only experiment to look at; null for all.</param>
/// <param name="Levels">What to look at.</param>
/// <param name="Signers">A file of allowed signers, as ssh-keygen knows them, by one of whom every seal must be signed; null where signatures need not be there.</param>
/// <param name="Rehash">Read every image again, even where size and modification time are those of a file whose hash the store remembers.</param>
public sealed record AuditOptions(string? Experiment, IReadOnlySet<AuditLevel> Levels, string? Signers = null, bool Rehash = false)
{
    /// <summary>Ends the audit between two checks, and between the folders that a check reads.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>A folder of the user's, in whose repository the commits are that runs came from; null for the current one.</summary>
    public string? Sources { get; init; }

    /// <summary>Those that execute nothing: seconds, without a model.</summary>
    public static IReadOnlySet<AuditLevel> ReadingLevels { get; } =
        Enum.GetValues<AuditLevel>().Except([AuditLevel.Evaluation, AuditLevel.Training]).ToHashSet();
}
