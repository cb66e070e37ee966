namespace LCam.Bench;

/// <summary>What the command line takes to answer from a large store.</summary>
internal static class StoreBench
{
    public static void Run(MeasuredProgram program, SyntheticStore store, Report report)
    {
        report.Note("size of lcam.db", new FileInfo(Path.Combine(store.Folder, "lcam.db")).Length / 1e6, "MB");
        report.Note("lcam --help: the runtime's start alone", program.Measure("--help").Seconds, "s");
        Add("status", "status");
        Add("status of a common experiment", "status", store.Common);
        Add("plan of a common experiment", "plan", store.Common);
        Add("table of a common experiment", "table", store.Common);
        Add("table of a common experiment, from per-image scores", "table", store.Common, "--recompute");
        Add("status of the experiment that fills the store", "status", store.Large);
        Add("plan of the experiment that fills the store", "plan", store.Large);
        Add("table of the experiment that fills the store", "table", store.Large);

        // It finds nothing, or it would exit with another code. The first of its runs may have to wait for the disk, and is told beside the best.
        string[] audited = ["audit", "--json", "--level", "A0,A1,A2,A3", "--store", store.Folder];
        report.Note("audit of the store, A0 to A3, first of four", program.MeasureOnce([0], audited).Seconds, "s");
        var audit = program.Measure(audited);
        report.AtMost("audit of the store, A0 to A3", audit.Seconds, 30, "s");
        report.Note("audit of the store, processor time", audit.ProcessorSeconds, "s");
        report.Note("audit of the store, memory", audit.Bytes / 1e6, "MB");

        void Add(string what, params string[] args)
        {
            var cost = program.Measure([.. args, "--store", store.Folder]);
            report.AtMost(what, cost.Seconds, 1, "s");
            report.Note($"{what}, processor time", cost.ProcessorSeconds, "s");
        }
    }
}
