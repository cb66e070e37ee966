using LCam.Experiments.Recorded;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Checklists;

/// <summary>Answers the checklist of an experiment from its store.</summary>
public sealed class ChecklistBuilder(ExperimentStore store)
{
    /// <exception cref="Problems.ProblemException">The store does not know the experiment, nothing of it was run, or runs are under way.</exception>
    public Checklist Build(ExperimentSpec spec) => Build(new EvidenceFacts(spec, RecordedExperiment.Read(store, spec.Name), store));

    internal static Checklist Build(EvidenceFacts facts) => new(
        facts.Spec.Name,
        [
            new ChecklistSection("Models and algorithms", [.. ModelLines.Of(facts)]),
            new ChecklistSection("Theoretical claims",
            [
                new ChecklistLine("What is claimed", [], "No experiment holds a theoretical claim; state it, or say that there is none."),
                new ChecklistLine("Its proof", [], "Give it in full, or say that there is no claim."),
            ]),
            new ChecklistSection("Data sets", [.. DataLines.Of(facts)]),
            new ChecklistSection("Code", [.. CodeLines.Of(facts)]),
            new ChecklistSection("Experimental results", [.. ResultLines.Of(facts)]),
        ]);
}
