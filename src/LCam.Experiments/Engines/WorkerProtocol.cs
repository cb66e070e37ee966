using System.Text.Json;

namespace LCam.Experiments.Engines;

/// <summary>
/// What a coordinator and a worker process tell each other: orders as lines on the worker's standard input, one answer
/// for each on its standard output, among whatever else the worker prints.
/// </summary>
internal static class WorkerProtocol
{
    /// <summary>The request to stop after the current step, with a checkpoint, and to end.</summary>
    public const string Stop = "stop";

    /// <summary>The request to end when there is nothing more to do. An input that closes without it means that the coordinator is dead.</summary>
    public const string End = "end";

    /// <summary>The answer to an order. It begins with a control character that no library prints.</summary>
    public const string Done = "\u001edone";

    /// <summary>The answer to an order whose stages another process is at work on: nothing of them was touched.</summary>
    public const string Busy = "\u001ebusy";

    /// <summary>The order to execute a cohort, named by its folders' paths.</summary>
    public static string Execute(IEnumerable<string> folders) => JsonSerializer.Serialize(folders);

    /// <summary>The folders of an order to execute.</summary>
    public static IReadOnlyList<string> Folders(string line) => JsonSerializer.Deserialize<List<string>>(line)!;
}
