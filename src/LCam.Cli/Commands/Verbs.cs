using System.CommandLine;

namespace LCam.Cli.Commands;

/// <summary>The root command with all verbs.</summary>
internal static class Verbs
{
    public static RootCommand Root(CliContext context) => new("lcam: reproducible L-CAM experiments, from one YAML spec to the paper's tables")
    {
        PlanCommand.Create(context),
        RunCommand.Create(context),
        RunCommand.CreateRetry(context),
        TableCommand.Create(context),
        ScoresCommand.Create(context),
        MapsCommand.Create(context),
        ReportCommand.Create(context),
        AuditCommand.Create(context),
        SealCommand.Create(context),
        ChecklistCommand.Create(context),
        StatusCommand.Create(context),
        RunsCommand.Create(context),
        TagCommand.Create(context),
        TagCommand.CreateNote(context),
        WatchCommand.Create(context),
        ShowCommand.Create(context),
        LogsCommand.Create(context),
        DiffCommand.Create(context),
        ExplainCommand.Create(context),
        DataCommand.Create(context),
        WeightsCommand.Create(context),
        ExportCommand.Create(context),
        ImportCommand.Create(context),
        AdoptCommand.Create(context),
        GcCommand.Create(context),
        DoctorCommand.Create(context),
        WorkCommand.Create(context),
        WorkerCommand.Create(context),
    };
}
