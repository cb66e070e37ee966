namespace LCam.Tests.Shared;

/// <summary>A whole experiment in seconds: a very narrow VGG-16, two classes, a few small images.</summary>
internal static class TinySpec
{
    public const string Text =
        """
        name: tiny
        data:
          shapes: { folder: data, seed: 1, train: 24, evaluation: 10, classes: 2, size: 48 }
        backbones:
          vgg16: { weights: train, width: 0.03125, classifier: { epochs: 1, batch-size: 8 } }
        matrix:
          backbone: vgg16
          variant: fm
          loss: [lcam, cross-entropy]
          seed: 1
          percentage: [0, 0.5]
        controls: []
        training: { epochs: 3, batch-size: 8, input-size: 48, crop-size: 40, checkpoint-every: 2, display-interval: 1 }
        evaluation: { batch-size: 4, constant-map: zero }
        output: { table: table.md }
        """;

    /// <summary>As many steps as take seconds on any machine, so that a signal that answers a line of progress never comes too late.</summary>
    public static string WithLongTraining(string text) => text
        .Replace("epochs: 3,", "epochs: 150,", StringComparison.Ordinal)
        .Replace("checkpoint-every: 2,", "checkpoint-every: 20,", StringComparison.Ordinal);

    /// <summary>Writes the spec, changed as told, into the program's folder.</summary>
    public static void Write(WorkFolder lcam, Func<string, string>? change = null, string name = "tiny.yaml") =>
        File.WriteAllText(lcam.PathOf(name), (change ?? (text => text))(Text));
}
