using System.Globalization;
using LCam.Cli;
using LCam.Cli.Commands;
using LCam.Native;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Before a run's environment is described, and for the workers, who inherit it.
OneDnnLimit.Apply();
using var interruption = new Interruption(isWorker: args is [WorkerCommand.Name]);
return new CommandLine(CliContext.ForProcess(interruption.Token)).Invoke(args);
