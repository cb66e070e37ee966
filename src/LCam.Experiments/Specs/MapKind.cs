namespace LCam.Experiments.Specs;

/// <summary>Which output of the attention mechanism is the saliency map.</summary>
public enum MapKind
{
    /// <summary><c>pre-sigmoid</c>: the convolution's output, as in the reference implementation's evaluation.</summary>
    PreSigmoid,

    /// <summary><c>sigmoid</c>: the attention that training applied.</summary>
    Sigmoid,
}
