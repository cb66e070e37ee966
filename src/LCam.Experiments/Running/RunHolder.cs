namespace LCam.Experiments.Running;

/// <summary>Who holds a run: the process that has its worker, or a job of an engine, which that process only watches.</summary>
/// <param name="Process">The coordinator: it alone writes what the store knows of the run.</param>
/// <param name="Job">Null where the work ends with that process.</param>
public sealed record RunHolder(HostIdentity Process, EngineJob? Job)
{
    public override string ToString() => Job?.ToString() ?? Process.ToString();
}

/// <summary>A job, among those of all engines.</summary>
/// <param name="Engine">The engine's name.</param>
public sealed record EngineJob(string Engine, JobId Id)
{
    public override string ToString() => $"job {Id} of {Engine}";
}
