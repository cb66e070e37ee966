using LCam.Problems;

namespace LCam.Cli;

/// <summary>Every exit code of the program.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>A fault of the program itself, or of the machine under it.</summary>
    public const int InternalError = 1;

    /// <summary>The command line, the spec, or a file that they name is wrong.</summary>
    public const int Invalid = 2;

    /// <summary>Some stages failed; the others are done.</summary>
    public const int StagesFailed = 3;

    /// <summary>The table, or what a model predicts, differs from what it was checked against, or an audit has findings.</summary>
    public const int Differs = 4;

    /// <summary>Files that are needed are not there.</summary>
    public const int DataMissing = 5;

    /// <summary>Interrupted with everything safe: run again to go on.</summary>
    public const int Interrupted = 75;

    /// <summary>The second Ctrl-C.</summary>
    public const int Killed = 130;

    /// <summary>The second SIGTERM.</summary>
    public const int Terminated = 143;

    /// <summary>The exit code for what is wrong with the user's input or surroundings.</summary>
    public static int For(ProblemKind kind) => kind switch
    {
        ProblemKind.InvalidInput => Invalid,
        ProblemKind.DataMissing => DataMissing,
        _ => InternalError,
    };
}
