using LCam.Images;

namespace LCam.Tests.Images;

/// <summary>A batch's numbers, copied out of the tensor.</summary>
internal sealed record BatchContent(float[] Values, long[] Shape, long[] Labels, int[] Indices)
{
    /// <summary>Copies and disposes every batch.</summary>
    internal static List<BatchContent> Drain(IEnumerable<ImageBatch> batches)
    {
        var contents = new List<BatchContent>();
        foreach (var batch in batches)
        {
            using (batch)
            {
                contents.Add(new BatchContent([.. batch.Images.data<float>()], batch.Images.shape, batch.Labels, batch.Indices));
            }
        }

        return contents;
    }

    internal static void AssertEqual(IReadOnlyList<BatchContent> expected, IReadOnlyList<BatchContent> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Indices, actual[i].Indices);
            Assert.Equal(expected[i].Labels, actual[i].Labels);
            Assert.Equal(expected[i].Shape, actual[i].Shape);
            Assert.True(expected[i].Values.AsSpan().SequenceEqual(actual[i].Values), $"batch {i} has other pixels");
        }
    }
}
