using System.Runtime.InteropServices;

namespace LCam.Cli;

/// <summary>
/// Turns the first Ctrl-C or SIGTERM into a request to stop after the current step, and the second into an exit at
/// once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly bool _isWorker;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    /// <param name="isWorker">
    /// A terminal sends its Ctrl-C to every process of the group: a worker leaves it to its coordinator, who tells it
    /// what to do. SIGTERM it obeys, without a word.
    /// </param>
    public Interruption(bool isWorker)
    {
        _isWorker = isWorker;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, ExitCodes.Killed));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, ExitCodes.Terminated));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (_isWorker && context.Signal == PosixSignal.SIGINT)
        {
            return;
        }

        if (_source.IsCancellationRequested)
        {
            ProcessEnd.Now(exitCode);
        }

        if (!_isWorker)
        {
            Console.Error.WriteLine("stopping after the current step; once more to stop at once");
        }

        _source.Cancel();
    }
}
