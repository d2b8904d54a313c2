namespace Chancery.Domain.Tests;

internal static class Placeholder;
