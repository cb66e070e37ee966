using System.Globalization;
using LCam.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var interruption = new Interruption();
return new CommandLine(CliContext.ForProcess(interruption.Token)).Invoke(args);
