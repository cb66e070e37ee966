using LCam.Problems;

namespace LCam.Shapes;

/// <summary>What determines the embedded data set's bytes.</summary>
public sealed record ShapesOptions
{
    /// <summary>The most classes there are.</summary>
    public const int MostClasses = 8;

    public long Seed { get; init; } = 1;

    /// <summary>2 to <see cref="MostClasses"/>: disc, ring, square, triangle, star, cross, crescent, heart, in this order.</summary>
    public int Classes { get; init; } = MostClasses;

    /// <summary>Scenes in the training split, 1 to 99999.</summary>
    public int Train { get; init; } = 1200;

    /// <summary>Scenes in the evaluation split, 1 to 99999.</summary>
    public int Evaluation { get; init; } = 200;

    /// <summary>Side of the square images in pixels, 32 to 1024.</summary>
    public int Size { get; init; } = 144;

    /// <exception cref="ProblemException">A value is out of range; every such value is named.</exception>
    public void Validate()
    {
        var problems = new List<Problem>();
        Check("classes", Classes, 2, MostClasses);
        Check("train", Train, 1, 99999);
        Check("evaluation", Evaluation, 1, 99999);
        Check("size", Size, 32, 1024);
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);

        void Check(string name, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                problems.Add(new Problem("", $"the shapes data set's {name} is {value}", $"give {least} to {most}"));
            }
        }
    }
}
