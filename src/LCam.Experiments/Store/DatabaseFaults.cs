namespace LCam.Experiments.Store;

/// <summary>What SQLite's result codes mean for people, where the fault is in the surroundings: https://sqlite.org/rescode.html.</summary>
internal static class DatabaseFaults
{
    private const string GoOn = ", then run again: everything that was saved is safe";

    /// <summary>What is wrong and what to do; null for faults of the program itself.</summary>
    public static (string What, string Remedy)? Explain(int code) => code switch
    {
        5 or 6 => ("another process keeps the database locked", "end it, or wait for it" + GoOn),
        8 => ("the database cannot be written", "give access to the store's folder" + GoOn),
        10 => ("the database's disk fails", "check the disk" + GoOn),
        11 or 26 => ("the database is damaged", "restore the store from a copy, or use another one with --store"),
        13 => ("the disk is full", "make room" + GoOn),
        14 => ("the database cannot be opened", "check that the store's folder is there, with its permissions" + GoOn),
        _ => null,
    };
}
