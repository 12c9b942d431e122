"""What the rest of the house may know of tables and documents: that their words have a catalogue."""

from portal.manifests import Manifest

MANIFEST = Manifest("portal.papers")
