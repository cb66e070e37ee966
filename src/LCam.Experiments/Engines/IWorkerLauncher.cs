namespace LCam.Experiments.Engines;

/// <summary>Starts worker processes.</summary>
public interface IWorkerLauncher
{
    /// <summary>Starts one, which waits for stages to execute. Returns at once.</summary>
    IWorkerProcess Start();
}
