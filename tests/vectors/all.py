"""Every vector, and the rows of the table of threats that a file can carry."""

from tests.vectors import age_layer, said_layer, sequence, signed_layer, zip_layer

LAYERS = (age_layer, zip_layer, signed_layer, said_layer, sequence)
VECTORS = [vector for layer in LAYERS for vector in layer.VECTORS]

# Of the table's 38 rows those whose attack lies in the bundle itself. The others are met
# elsewhere: on the stick's file system, on the desk's own disk, or in what is printed.
CARRIED = {*range(1, 17), 21, 22, 28, 29, 33, 34}
