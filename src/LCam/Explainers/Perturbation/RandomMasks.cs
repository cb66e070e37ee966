using LCam.Randomness;

namespace LCam.Explainers.Perturbation;

/// <summary>Masks whose cells are kept by chance and whose shifts are uniform, as pure functions of the seed and the mask's number.</summary>
internal sealed class RandomMasks(RiseOptions options, long seed) : IRiseMaskSource
{
    public RiseMask Mask(int number, int cellHeight, int cellWidth)
    {
        var random = new CounterRandom(seed, RandomPurpose.RiseMasks, index: number);
        var cells = new double[options.Grid * options.Grid];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = random.NextDouble() < options.Probability ? 1 : 0;
        }

        return new RiseMask(cells, random.NextInt(cellHeight), random.NextInt(cellWidth));
    }
}
