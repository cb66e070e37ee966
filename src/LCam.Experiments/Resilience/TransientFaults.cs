using LCam.Files;
using Microsoft.Data.Sqlite;
using Polly;
using Polly.Retry;

namespace LCam.Experiments.Resilience;

/// <summary>
/// The one policy for faults that pass by themselves: a busy database, a network file system that hiccups. Bounded,
/// jittered, and every retry is told to whoever asked. Anything else fails at once.
/// </summary>
public static class TransientFaults
{
    private const int MaxRetries = 6;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    /// <summary>EAGAIN: what another process holds is asked for, such as a lock.</summary>
    internal const int TryAgain = 11;

    // errno values as .NET reports them in IOException.HResult on Unix.
    private const int InputOutputError = 5;
    private const int DeviceBusy = 16;
    private const int StaleFileHandle = 116;

    /// <param name="onRetry">Called before each retry with the attempt (1-based) and the fault.</param>
    /// <param name="clock">Times the waits.</param>
    public static ResiliencePipeline Pipeline(Action<int, Exception>? onRetry = null, TimeProvider? clock = null) =>
        new ResiliencePipelineBuilder { TimeProvider = clock ?? TimeProvider.System }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(IsTransient),
                MaxRetryAttempts = MaxRetries,
                Delay = TimeSpan.FromMilliseconds(50),
                MaxDelay = TimeSpan.FromSeconds(5),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                OnRetry = arguments =>
                {
                    onRetry?.Invoke(arguments.AttemptNumber + 1, arguments.Outcome.Exception!);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    /// <summary>Whether trying again can help.</summary>
    public static bool IsTransient(Exception fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked,
        // Asked again, the kernel may call lost pages written.
        DiskFault => false,
        FileNotFoundException or DirectoryNotFoundException => false,
        IOException io => io.HResult is InputOutputError or TryAgain or DeviceBusy or StaleFileHandle,
        _ => false,
    };
}
