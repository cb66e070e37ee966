using LCam.Experiments.Auditing.Checks;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>All checks, in the order in which they are made.</summary>
internal static class AuditChecks
{
    public static IReadOnlyList<AuditCheck> All { get; } =
    [
        new UnfinishedCell(), new CellTwice(), new CellGap(), new OrphanFolder(), new OrphanFile(), new MixedDefinitions(), new OrphanRows(), new StrayCopies(),
        new DatabaseDamage(), new SchemaChanged(), new BrokenReference(), new StageKeyChanged(), new ContentChanged(),
        new EventChanged(), new ChainBroken(), new ChainCut(), new UnboundRun(), new MissingRun(), new RemovedRun(), new RunStateChanged(),
        .. RunTables.All.Select(table => new ChangedRows(table.Id, What(table))),
        new AdoptedRows(), new AdoptedFiles(),
        new JournalRows(), new MissingArtifact(), new ChangedArtifact(), new ChangedCheckpoint(), new ChangedInput(),
        new UnsealedExperiment(), new SealRecordChanged(), new SealFile(), new SealSignatureBroken(), new SealReplaced(), new SealElsewhere(), new SealOutdated(),
        new SealedChain(), new SealedRuns(), new SealedRows(), new SealedEnvironments(), new SealedStages(), new SealedCells(), new SealedSpec(), new TableFile(),
        new ImpossibleConfidence(), new ImageListDiffers(), new IncompleteScores(), new SummaryDiffers(), new BrokenIncrease(), new TableDiffers(),
        new StepsDiffer(), new RatesDiffer(), new SeedDiffers(), new EqualCheckpoints(), new TakenScores(), new AdoptedAgain(),
        new UntracedRun(), new LostDiff(), new MixedRun(), new MixedCode(), new MixedMachine(), new MixedDevice(), new SpecChanged(), new RunClock(), new EventClock(), new AcceptedFindings(),
        new ScoresDiffer(), new CountsDiffer(), new NotRepeated("A4-not-repeated", AuditLevel.Evaluation, "measured"),
        new TrainingDiverges(), new WeightsDiffer(), new NotRepeated("A5-not-repeated", AuditLevel.Training, "trained"),
        new MissedClaim(),
    ];

    private static string What(RunTable table) => table.Id switch
    {
        RunTables.Run => "State, times, place or failure of a run",
        RunTables.Images => "The classes, confidences or other facts of a run's images",
        RunTables.Scores => "The confidences that a run measured after muting",
        RunTables.Measures => "The further measures that a run took",
        RunTables.Metrics => "The losses, rates or other metrics of a run",
        RunTables.Artifacts => "The hashes of the files that a run left",
        _ => $"The {table.Id} of a run",
    };
}
