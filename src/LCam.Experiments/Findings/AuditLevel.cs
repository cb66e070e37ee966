namespace LCam.Experiments.Findings;

/// <summary>What an audit looks at; each level is of use without the others.</summary>
public enum AuditLevel
{
    /// <summary>A0: everything is there, once, and nothing else.</summary>
    Completeness,

    /// <summary>A1: nothing was changed since it was computed.</summary>
    Integrity,

    /// <summary>A2: the numbers agree with each other and with their definitions.</summary>
    Consistency,

    /// <summary>A3: where numbers come from is known, and the same for all of a table.</summary>
    Provenance,

    /// <summary>A4: measured again from the stored checkpoints, the scores are the same.</summary>
    Evaluation,

    /// <summary>A5: trained again, the steps and the weights are the same.</summary>
    Training,

    /// <summary>A6: the intervals of our numbers cover what was published.</summary>
    Claims,
}
