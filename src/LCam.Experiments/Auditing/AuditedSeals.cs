using Dapper;
using LCam.Experiments.Sealing;

namespace LCam.Experiments.Auditing;

/// <summary>
/// The seals that experiments are held against. Without signers an experiment's seal is the store's latest. With signers it
/// is the file that one of them signed, wherever a seal of the experiment was ever written: nothing that the store says can
/// take its place.
/// </summary>
internal sealed class AuditedSeals
{
    private readonly AuditSubject _subject;
    private readonly ILookup<string, AuditedSeal> _kept;
    private readonly Dictionary<string, AuditedSeal> _valid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _unsigned = new(StringComparer.Ordinal);

    private AuditedSeals(AuditSubject subject, IEnumerable<AuditedSeal> kept)
    {
        _subject = subject;
        _kept = kept.ToLookup(seal => seal.Experiment, StringComparer.Ordinal);
        Latest = _kept.ToDictionary(seals => seals.Key, seals => seals.Last(), StringComparer.Ordinal);
    }

    /// <summary>The store's latest seal of each experiment in question.</summary>
    public IReadOnlyDictionary<string, AuditedSeal> Latest { get; }

    /// <summary>The seals that experiments are held against, by experiment.</summary>
    public IReadOnlyDictionary<string, AuditedSeal> Valid => _valid;

    /// <summary>With signers: why an experiment has no seal that one of them signed, file by file.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Unsigned => _unsigned;

    /// <summary>Finds the seals of the experiments in question.</summary>
    public static AuditedSeals Read(AuditSubject subject)
    {
        var seals = new AuditedSeals(subject, subject.Connection.Query<AuditedSeal>(
            """
            SELECT sequence, experiment, manifest_id AS ManifestId, CAST(text AS BLOB) AS Text, seal_path AS SealPath, table_path AS TablePath
            FROM seals JOIN texts ON texts.id = manifest_id WHERE @Experiment IS NULL OR experiment = @Experiment ORDER BY sequence
            """,
            new { subject.Options.Experiment }).Select(seal => seal with { SealPath = subject.Specs.Moved(seal.SealPath), TablePath = subject.Specs.Moved(seal.TablePath) }));
        foreach (var experiment in subject.Experiments.Union(seals.Latest.Keys, StringComparer.Ordinal))
        {
            if ((seals.Signed(experiment) ?? seals.Latest.GetValueOrDefault(experiment)) is { } seal)
            {
                seals._valid.Add(experiment, seal);
            }
        }

        return seals;
    }

    // Null where there is none, or none is asked for.
    private AuditedSeal? Signed(string experiment)
    {
        if (_subject.Options.Signers is not { } signers)
        {
            return null;
        }

        var problems = new List<string>();
        foreach (var path in Candidates(experiment))
        {
            var (seal, problem) = Signed(experiment, path, signers);
            if (seal is not null)
            {
                return seal;
            }

            problems.Add($"{path}: {problem}");
        }

        _unsigned.Add(experiment, problems.Count == 0 ? ["it was never sealed"] : problems);
        return null;
    }

    // Where the spec puts it before what the store says, which anybody with write access can make name a copy; then the newest first.
    private IEnumerable<string> Candidates(string experiment) => _kept[experiment].Reverse().Select(seal => seal.SealPath)
        .Prepend(_subject.Specs.SealPathOf(experiment)).OfType<string>().Distinct(StringComparer.Ordinal);

    private (AuditedSeal? Seal, string Problem) Signed(string experiment, string path, string signers)
    {
        var file = AuditedFile.Read(_subject.FileSystem, path);
        if (file.Bytes is not { } bytes)
        {
            return (null, file.Why);
        }

        if (!SealSignature.IsThere(path))
        {
            return (null, "it is not signed");
        }

        if (new SealSignature(_subject.Programs).Problem(bytes, SealSignature.PathOf(path), signers) is { } problem)
        {
            return (null, problem);
        }

        var record = _kept[experiment].LastOrDefault(seal => seal.Is(bytes));
        var seal = new AuditedSeal(record?.Sequence ?? 0, experiment, record?.ManifestId ?? "", bytes, path, null);
        return seal.Hash("experiment") == experiment ? (seal, "") : (null, $"it is the seal of {seal.Hash("experiment") ?? "no experiment"}");
    }
}
