# Writes the TorchScript files of this folder, and what PyTorch itself computes with the good pair (PyTorch 1.13).
import json

import torch
from torch import nn

torch.manual_seed(7)
torch.set_num_threads(1)


class Function(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


features = nn.Sequential(
    nn.Conv2d(3, 8, 3, stride=4, padding=1), nn.BatchNorm2d(8), nn.GELU(), nn.Conv2d(8, 12, 3, stride=2, padding=1), nn.ReLU())
head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.LayerNorm(12), nn.Linear(12, 5))
features.train()
features(torch.rand(64, 3, 64, 64) * 4 - 2)  # The statistics of BatchNorm are then its own.
features.eval()
head.eval()
head[3].weight.data *= 3

count = 2 * 3 * 64 * 64
images = (torch.arange(count, dtype=torch.float64) * 0.6180339887498949).frac().float().view(2, 3, 64, 64)
mean, deviation = (torch.tensor(v).view(3, 1, 1) for v in ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))
normalised = (images - mean) / deviation
maps = features(normalised).detach()


def save(name, function, example):
    module = function if isinstance(function, nn.Module) else Function(function)
    torch.jit.trace(module, example, check_trace=False).save(name)


save("features.pt", features, normalised)
save("head.pt", head, maps)

# Wrong in one way each; what a function closes over becomes its constants.
for parameter in [*features.parameters(), *head.parameters()]:
    parameter.requires_grad_(False)

save("flat.pt", lambda x: features(x).flatten(1), normalised)
save("fixed-batch.pt", lambda x: head(x).view(2, 5), maps)
save("other-side.pt", nn.Sequential(nn.Flatten(), nn.Linear(12 * 4 * 4, 5)), maps[:, :, :4, :4])
save("not-finite.pt", lambda x: head(x) / 0, maps)
save("detached.pt", lambda x: features(x).detach(), normalised)
save("double.pt", lambda x: head(x).double(), maps)
save("one-class.pt", lambda x: head(x)[:, :1], maps)


class Dropped(nn.Module):
    def forward(self, x):
        return torch.dropout(x.mean((2, 3)), 0.5, True)


torch.jit.script(Dropped()).save("dropout.pt")


class Pair(nn.Module):
    def forward(self, x):
        return x, x


torch.jit.script(Pair()).save("pair.pt")
torch.save(head.state_dict(), "state-dict.pt")

# What PyTorch makes of the good pair.
points = maps.clone().requires_grad_()
logits = head(points)
classes = logits.argmax(1)
(slopes,) = torch.autograd.grad(logits.gather(1, classes[:, None]).sum(), points)
grad_cam = (slopes.mean((2, 3), keepdim=True) * maps).sum(1).relu()
mask = torch.full((2, 1, 64, 64), 0.5, requires_grad=True)
masked = head(features((mask * images - mean) / deviation)).softmax(1)
(of_mask,) = torch.autograd.grad(masked.gather(1, classes[:, None]).sum(), mask)
with open("expected.json", "w") as file:
    json.dump({
        "probabilities": logits.softmax(1).tolist(),
        "classes": classes.tolist(),
        "grad-cam": grad_cam.tolist(),
        "masked-probabilities": masked.tolist(),
        "mask-gradient-sums": torch.nn.functional.avg_pool2d(of_mask, 8).mul(64)[:, 0].tolist(),
    }, file, indent=1)
    file.write("\n")
