using System.Globalization;
using LCam.Cli;
using LCam.Cli.Commands;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var interruption = new Interruption(isWorker: args is [WorkCommand.Name, ..]);
return new CommandLine(CliContext.ForProcess(interruption.Token)).Invoke(args);
