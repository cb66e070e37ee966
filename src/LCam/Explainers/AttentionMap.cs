namespace LCam.Explainers;

/// <summary>Which output of the attention mechanism is the saliency map.</summary>
public enum AttentionMap
{
    /// <summary><c>pre-sigmoid</c>: the convolution's output, as in the reference implementation's evaluation.</summary>
    PreSigmoid,

    /// <summary><c>sigmoid</c>: the attention that training applied.</summary>
    Sigmoid,
}
