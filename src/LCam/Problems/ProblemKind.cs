namespace LCam.Problems;

/// <summary>What sort of problem stopped the work; the command line gives each its exit code. Of several at once the first in this order counts.</summary>
public enum ProblemKind
{
    /// <summary>A spec, list, image, weight file, flag or environment variable is wrong.</summary>
    InvalidInput,

    /// <summary>Files that the work needs are not there.</summary>
    DataMissing,

    /// <summary>The place around the program failed: store not writable, disk full, native library not loadable.</summary>
    Environment,
}
