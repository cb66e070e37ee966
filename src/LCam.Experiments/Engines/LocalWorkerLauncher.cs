using System.Diagnostics;
using System.Reflection;

namespace LCam.Experiments.Engines;

/// <summary>Starts this program again, on this machine, with the verb that makes it a worker.</summary>
/// <param name="verb">That verb.</param>
public sealed class LocalWorkerLauncher(string verb) : IWorkerLauncher
{
    public IWorkerProcess Start()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("the program does not know its own file");
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The general host needs to be told the program; the program's own needs not.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        }

        start.ArgumentList.Add(verb);
        return new LocalWorkerProcess(Process.Start(start)!);
    }
}
